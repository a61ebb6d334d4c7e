"""``slipstick completion``."""

import click

from ._options import Plain

BASH = """\
_slipstick_complete() {
    local IFS=$'\\n'
    COMPREPLY=($("$1" completion bash --line "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
    [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o nosort -o default -F _slipstick_complete slipstick 2>/dev/null ||
    complete -o default -F _slipstick_complete slipstick
"""
ZSH = """\
#compdef slipstick
_slipstick() {
    local -a values shown open
    local value help
    while IFS=$'\\t' read -r value help; do
        if [[ $value == *= ]]; then
            open+=("$value")
        else
            values+=("$value")
            shown+=("$value${help:+  -- $help}")
        fi
    done < <("${words[1]}" completion zsh --line "${(j: :)words[1,CURRENT-1]} $PREFIX" 2>/dev/null)
    (( $#open )) && compadd -S '' -a open
    (( $#values )) && compadd -l -d shown -a values
    (( $#open + $#values )) || _files
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _slipstick "$@"; else compdef _slipstick slipstick; fi
"""
FISH = """\
function __slipstick_complete
    set -l words (commandline -cp)
    set -l found (slipstick completion fish --line "$words" 2>/dev/null)
    if set -q found[1]
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c slipstick -f -a '(__slipstick_complete)'
"""
POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName slipstick -ScriptBlock {
    param($word, $command, $cursor)
    $length = $cursor - $command.Extent.StartOffset
    $line = $command.ToString().PadRight($length).Substring(0, $length)
    & slipstick completion powershell --line $line 2>$null | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
}
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}


@click.command("completion", cls=Plain, short_help="The script that completes slipstick in a shell.")
@click.argument("shell", type=click.Choice([*SCRIPTS]))
@click.option("--line", hidden=True, help="What may come next in a line, one a line.")
@click.pass_context
def command(ctx: click.Context, shell: str, line: str | None) -> None:
    """The script that completes slipstick in a SHELL.

    It completes commands, options, kernels and their parameters, parts, models, formulas, numbers and sheets.

    \b
    Once and for all:
      bash        slipstick completion bash >> ~/.bashrc
      zsh         slipstick completion zsh > a folder of your fpath, as _slipstick
      fish        slipstick completion fish > ~/.config/fish/completions/slipstick.fish
      powershell  slipstick completion powershell >> $PROFILE

    \b
    Examples:
      slipstick completion bash
    """
    if line is None:
        print(SCRIPTS[shell], end="")
        return
    from ._complete import candidates

    found = candidates(ctx.find_root().command, line, shell == "bash")
    if found:
        print("\n".join(value if shell == "bash" else f"{value}\t{help}" for value, help in found))
