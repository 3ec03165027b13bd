# fish completion for git-decide and for `git decide`.
#
# git decide completion fish > ~/.config/fish/conf.d/git-decide.fish

function __git_decide_complete
    set -l typed (commandline -ct)
    set -l line (commandline -opc)
    set -l asked git-decide
    set -l at 1
    # git decide: what stands before the verb is for git itself.
    if string match -qr "(^|/)git(\.exe)?\$" -- $line[1]
        set at (contains -i -- decide $line)
        and test $at -gt 2
        and set asked git $line[2..(math $at - 1)] decide
    end
    for found in (command $asked completing fish $line[(math $at + 1)..] "$typed" 2>/dev/null)
        switch $found
            case :files
                __fish_complete_path "$typed"
            case :folders
                __fish_complete_directories "$typed"
            case '*'
                echo $found
        end
    end
end

function __git_decide_is_verb
    set -l skipping 0
    for word in (commandline -opc)[2..]
        if test $skipping = 1
            set skipping 0
            continue
        end
        switch $word
            case -C -c --git-dir --work-tree --namespace --config-env
                set skipping 1
            case '-*'
            case decide
                return 0
            case '*'
                return 1
        end
    end
    return 1
end

complete -c git-decide -f -k -a '(__git_decide_complete)'
complete -c git -n __git_decide_is_verb -f -k -a '(__git_decide_complete)'
