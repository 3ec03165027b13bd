# bash completion for git-decide, and for `git decide` where git has its own.
#
# eval "$(git decide completion bash)", or as
# ~/.local/share/bash-completion/completions/git-decide

# Fill COMPREPLY. The arguments are the words behind the name of the command, the last
# one as far as it was typed; $__git_decide_git is how to reach the command.
__git_decide_reply() {
	local typed=${!#} line word meaning files='' room=0 cut=''
	local -a found=() meanings=()

	COMPREPLY=()
	while IFS=$'\t' read -r word meaning; do
		case $word in
		:files | :folders) files=${word#:} ;;
		?*) found+=("$word") meanings+=("$meaning") ;;
		esac
	done < <("${__git_decide_git[@]}" completing bash "$@" 2>/dev/null)

	# bash takes a word apart at these, and puts what is found behind the last one.
	case $COMP_WORDBREAKS in
	*=*) case $typed in *=*) cut=${typed%"${typed##*=}"} ;; esac ;;
	esac
	case $COMP_WORDBREAKS in
	*:*) case $typed in *:*) cut=${typed%"${typed##*:}"} ;; esac ;;
	esac

	# git leaves the space behind a word to those who find it. bash 3.2 has no compopt.
	compopt +o default +o bashdefault +o nospace -o nosort 2>/dev/null ||
		compopt +o default +o bashdefault +o nospace 2>/dev/null

	local at=0 count=${#found[@]}
	if [ -n "$files" ]; then
		compopt -o filenames 2>/dev/null
		local kind=-f
		[ "$files" = folders ] && kind=-d
		while IFS= read -r line; do
			COMPREPLY+=("$line")
		done < <(compgen "$kind" -- "$typed")
		for ((; at < count; at++)); do
			COMPREPLY+=("${found[at]#"$cut"}")
		done
		return
	fi

	for ((at = 0; at < count; at++)); do
		found[at]=${found[at]#"$cut"}
		case $typed in
		[\'\"]*) ;;
		*) printf -v "found[$at]" %q "${found[at]}" ;;
		esac
		((${#found[at]} > room)) && room=${#found[at]}
	done
	if ((count == 1)); then
		COMPREPLY=("${found[0]}")
		case ${found[0]} in
		*.. | *=) compopt -o nospace 2>/dev/null ;;
		esac
		return
	fi
	for ((at = 0; at < count; at++)); do
		word=${found[at]}
		if [ -n "${meanings[at]}" ]; then
			printf -v word "%-${room}s  (%s)" "$word" "${meanings[at]}"
			word=${word:0:${COLUMNS:-80}}
		fi
		COMPREPLY+=("$word")
	done
}

# git decide …: git's own completion calls this, with the words as it parts them.
_git_decide() {
	local at=${__git_cmd_idx:-1}
	local -a __git_decide_git=(git-decide)

	[ -n "$__git_C_args" ] && __git_decide_git=(git "${__git_C_args[@]}" decide)
	__git_decide_reply "${words[@]:at+1:cword-at-1}" "$cur"
}

# git-decide …: bash parts words at : and =, too; what it parted is put together again.
_git_decide_alone() {
	local rest=${COMP_LINE:0:COMP_POINT} at=0 word last
	local -a parted=() __git_decide_git=(git-decide)

	for ((; at <= COMP_CWORD; at++)); do
		word=${COMP_WORDS[at]}
		last=$((${#parted[@]} - 1))
		if ((at == COMP_CWORD)); then
			word=${rest#"${rest%%[![:space:]]*}"}
		fi
		if ((last > 0)) && [ "${rest#[[:space:]]}" = "$rest" ] && [ -n "$rest" ]; then
			parted[last]+=$word
		else
			parted+=("$word")
		fi
		rest=${rest#*"$word"}
	done
	__git_decide_reply "${parted[@]:1}"
}

complete -o nosort -F _git_decide_alone git-decide 2>/dev/null ||
	complete -F _git_decide_alone git-decide
