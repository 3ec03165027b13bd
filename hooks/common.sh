# What all hooks share. `git decide hooks install` puts this text in place of the
# include line of each and fills in the two lines below.
python='@python@'
package='@package@'

# The git directory, the common one and the index, without starting a process:
# git runs hooks at the top of the work tree, in a bare repository within it.
dir=${GIT_DIR:-.git}
if [ -f "$dir" ]; then
	IFS= read -r dir <"$dir"
	dir=${dir#gitdir: }
fi
case $dir in /* | ?:*) ;; *) dir=$PWD/$dir ;; esac
common=$dir
if [ -f "$dir/commondir" ]; then
	IFS= read -r common <"$dir/commondir"
	case $common in /* | ?:*) ;; *) common=$dir/$common ;; esac
fi
index=${GIT_INDEX_FILE:-$dir/index}
case $index in /* | ?:*) ;; *) index=$PWD/$index ;; esac
scratch=$common/git-decide/empty
attributes=$common/git-decide/attributes

unset GIT_LITERAL_PATHSPECS GIT_GLOB_PATHSPECS GIT_NOGLOB_PATHSPECS GIT_ICASE_PATHSPECS GIT_ATTR_SOURCE

# staged STATE...: exit 0 when everything staged is in one of these states of its
# attributes, 1 when something is not, and anything else when that cannot be told this
# way. Attributes are read from the index alone: the work tree is an empty folder. The
# attributes file gives what holds the rules an attribute whose name this clone alone
# knows, so that no commit can take it away and blind the hook that judges it. It is
# HEAD that the index is held against, unless `against` names another commit.
against=
staged() {
	equipped || return 2
	for state; do
		shift
		set -- "$@" ":(exclude,top,attr:${unguarded-!$own} $state)"
	done
	GIT_ATTR_NOSYSTEM=1 GIT_DIR="$dir" GIT_WORK_TREE=. GIT_INDEX_FILE="$index" \
		git -C "$scratch" -c core.attributesFile="$attributes" -c core.ignoreCase=true \
		-c core.sparseCheckout=false -c index.sparse=false -c attr.tree= \
		diff --cached --quiet --no-ext-diff --no-renames --ignore-submodules=none $against -- :/ "$@" 2>/dev/null
}

# equipped: whether git can be asked this way; sets `own`, the name of that attribute.
equipped() {
	[ ! -s "$common/info/attributes" ] || return 1
	[ -d "$scratch" ] && [ -f "$attributes" ] || furnish 2>/dev/null || return 1
	IFS=' ' read -r _ own <"$attributes"
	case $own in git-decide-*) ;; *) return 1 ;; esac
}

# furnish: make what that needs, where hooks that many repositories share meet a new one.
furnish() {
	own=git-decide-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')$$
	mkdir -p "$scratch" && printf "%s $own\n" .gitattributes /decisions.toml "/$own" >"$attributes"
}

staged_watched() {
	staged '!fragile !decision-log' '-fragile !decision-log' '!fragile -decision-log' '-fragile -decision-log'
}

staged_records() {
	staged '!decision-log' '-decision-log'
}

staged_fragile() {
	unguarded= # records and rules are not fragile themselves
	staged '!fragile' '-fragile'
}

# speaks_of_decisions FILE: whether a line of a message, up to the scissors, is one of ours.
speaks_of_decisions() {
	while IFS= read -r line || [ -n "$line" ]; do
		case $line in
		*' ------------------------ >8 ------------------------'*) return 1 ;;
		*[Dd][Ee][Cc][Ii][Ss][Ii][Oo][Nn]*:* | *[Dd][Ee][Cc][Ii][Ss][Ii][Oo][Nn]*：*) return 0 ;;
		esac
	done <"$1"
	return 1
}

# names_a_decision FILE: whether a message has a plain link or skip.
names_a_decision() {
	while IFS= read -r line || [ -n "$line" ]; do
		case $line in
		*' ------------------------ >8 ------------------------'*) return 1 ;;
		[Dd][Ee][Cc][Ii][Ss][Ii][Oo][Nn]:*[![:space:]]*) return 0 ;;
		[Dd][Ee][Cc][Ii][Ss][Ii][Oo][Nn]-[Ss][Kk][Ii][Pp]:*[![:space:]]*) return 0 ;;
		esac
	done <"$1"
	return 1
}

# decide ARG...: let Python judge. -S spares the site module, -I the user's environment.
decide() {
	status=77
	if [ -x "$python" ]; then
		"$python" -I -S -c 'import sys
sys.path.append(sys.argv.pop(1))
try:
    from git_decide.hooks.main import main
except ImportError as error:
    sys.exit(77 if (error.name or "").startswith("git_decide") else f"git-decide: {error}")
sys.exit(main())' "$package" "$@"
		status=$?
	fi
	if [ $status -eq 77 ] && command -v git-decide-hook >/dev/null 2>&1; then
		git-decide-hook "$@"
		status=$?
	fi
	return $status
}
