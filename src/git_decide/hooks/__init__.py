"""What git itself runs; knows no Click."""
