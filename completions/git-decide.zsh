#compdef git-decide
#description keep the reasons for the code, and ask for them
#
# zsh completion for git-decide, and for `git decide` where git has its own: it calls
# _git-decide with the words from `decide` on.
#
# eval "$(git decide completion zsh)" behind compinit, or as a file _git-decide in $fpath

_git-decide() {
  local line word typed=${(Q)PREFIX} files='' ret=1
  local -a before found open order flags
  before=("${(@Q)words[2,CURRENT-1]}")
  # git -C FOLDER decide …: what completes git keeps the folder here.
  [[ ${(t)opt_args} == association* && -n ${opt_args[-C]} ]] &&
    before=(-C "${(Q)${~opt_args[-C]}}" "${before[@]}")

  while IFS= read -r line; do
    word=${line%%$'\t'*}
    case $word in
      (:files|:folders) files=$word; continue ;;
      ('') continue ;;
    esac
    # What does not begin with what was typed is chosen from a menu, which replaces it.
    [[ $word == ${(b)typed}* ]] || flags=(-U)
    line=${${word//\\/\\\\}//:/\\:}${${line#$word}/$'\t'/:}
    if [[ $word == *(..|=) ]]; then
      open+=("$line")
    else
      found+=("$line")
    fi
  done < <(git-decide completing zsh "${before[@]}" "$typed" 2>/dev/null)

  (( $#flags && $#found + $#open > 1 )) && compstate[insert]=menu
  (( $#found )) && _describe -V -t values value found $flags && ret=0
  (( $#open )) && _describe -V -t values value open $flags -S '' && ret=0
  [[ $files == :files ]] && _files && ret=0
  [[ $files == :folders ]] && _files -/ && ret=0
  return ret
}

# As the file of a function, this runs when the function is called for the first time.
if [[ ${funcstack[1]} == _git-decide ]]; then
  _git-decide "$@"
else
  compdef _git-decide git-decide
  () {
    local -a commands
    zstyle -a ':completion:*:*:git:*' user-commands commands
    zstyle ':completion:*:*:git:*' user-commands \
      ${commands:#decide:*} 'decide:keep the reasons for the code, and ask for them'
  }
fi

# git brings a completion for zsh of its own, which calls this as ksh would, with all words.
_git_decide() {
  emulate -L zsh
  setopt ${_comp_options[@]}
  local at=${words[(i)decide]}
  CURRENT=$((cword + 2 - at))
  words=("${(@)words[at,-1]}")
  _git-decide && _ret=0
}
