# git tells on standard input which refs a push changes, and an earlier hook of this name,
# which goes first, wants to know it as well. What that refuses is refused.
told=$(while IFS= read -r line || [ -n "$line" ]; do printf '%s\n' "$line"; done)
tell() {
	[ -z "$told" ] || printf '%s\n' "$told"
} 2>/dev/null
before="${0%.legacy}.before-git-decide"
if [ -x "$before" ]; then
	tell | "$before" "$@" || exit $?
fi

# asked ARG...: git with an index that holds nothing but the rules that judged last, and
# with no attributes but theirs. A replaced object is not what arrives.
asked() {
	GIT_ATTR_NOSYSTEM=1 GIT_NO_REPLACE_OBJECTS=1 GIT_DIR="$dir" GIT_WORK_TREE=. \
		GIT_INDEX_FILE="$common/git-decide/rules" git -C "$scratch" -c core.quotePath=true \
		-c core.attributesFile="$attributes" -c core.ignoreCase=true -c core.fsmonitor=false \
		-c core.sparseCheckout=false -c index.sparse=false -c attr.tree= "$@" 2>/dev/null
}

# unwatched BASE REVISION...: whether those are the rules of BASE, and no commit of the
# revisions changes a file that they watch. git matches attributes with an index, not
# while it walks; so it lists the files first. The last name listed, which has the
# attribute that this clone alone knows, is proof that every step went well.
unwatched() {
	equipped && [ -f "$common/git-decide/rules" ] || return 1
	base=$1
	shift
	found=$(
		{
			asked log --format= --name-only --no-renames --diff-merges=separate --no-show-signature \
				--ignore-submodules=none --no-ext-diff --no-relative "$@" -- &&
				asked diff --cached --name-only --no-renames --no-ext-diff --no-relative "$base" -- \
					':(top,glob)**/.gitattributes' ':(top)decisions.toml' &&
				echo "$own"
		} | asked check-attr --cached --stdin fragile decision-log "$own" |
			grep -v -e ': unspecified$' -e ': unset$'
	)
	[ "$found" = "$own: $own: set" ]
}

# known ID: whether this names a commit: zeros stand for a branch that comes or goes.
known() {
	case $1 in *[!0]*) return 0 ;; esac
	return 1
}

