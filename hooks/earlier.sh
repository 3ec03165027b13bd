# An earlier hook of this name goes first; what it refuses is refused.
before="${0%.legacy}.before-git-decide"
if [ -x "$before" ]; then
	"$before" "$@" || exit $?
fi

