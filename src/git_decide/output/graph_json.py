"""Says the graph of records as a JSON object."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.graph import Graph


def document(graph: Graph) -> dict[str, object]:
    """Return the JSON object, as ``schemas/graph.schema.json`` has it."""
    return {
        "nodes": [_node(gist) for gist in graph.nodes],
        "edges": [
            {"kind": edge.kind, "from": edge.newer.qualified, "to": edge.older.qualified}
            for edge in graph.edges
        ],
        "unresolved": [
            {"kind": each.kind, "id": each.name.qualified, "written": each.written}
            for each in graph.dangling
        ],
    }


def _node(gist: Gist) -> dict[str, object]:
    stated = {
        "title": gist.title,
        "status": gist.status,
        "date": gist.date,
        "kind": gist.kind,
        "modules": [named.written for named in gist.modules],
        "tags": list(gist.tags),
    }
    told = {key: text for key, text in stated.items() if text}
    return {"id": gist.name.qualified, "path": gist.name.path, **told}
