import { EXIT_CODE_MEANINGS, EXIT_CODES } from '../packages/codemod/src/codemod-error.ts'
import { isFlag } from '../packages/codemod/src/command-line/options-command.ts'
import { CONFIG_FILES } from '../packages/codemod/src/configuration/load-config.ts'
import { OPTION_GROUPS, OPTIONS, type OptionRow } from '../packages/codemod/src/options.ts'
import { describeTransform, transformRows } from '../packages/codemod/src/transform-table.ts'

/** docs/options.md: all words, options, defaults and exit codes of orm-codemod, from the tables that the command is made of. */
export function optionsPage(): string {
  const groups = Object.entries(OPTION_GROUPS).flatMap(([group, title]) => {
    const rows = OPTIONS.filter((row) => row.group === group)
    return rows.length === 0
      ? []
      : [`## ${title}\n`, table(['option', 'does', 'default', 'in a file'], rows.map(cells))]
  })
  const inConfig = OPTIONS.filter((row) => row.inConfig)
  return [
    '# Options of orm-codemod\n',
    'Generated from the table that the command itself reads. `orm-codemod <transform> --help` shows the same with an example.\n',
    '```\norm-codemod [transform] [paths…] [options]\n```\n',
    'The first word is a transform if it is one, else a path. Paths are files or folders to begin in; callers follow wherever they are.\n',
    table(
      ['transform', 'does'],
      transformRows.map((row, index) => [
        `[\`${row.name}\`](transforms/${row.name}.md)${index === 0 ? ', the default' : ''}`,
        describeTransform(row),
      ]),
    ),
    ...groups,
    '`--help` and `--version` print themselves; `orm-codemod completion <bash|zsh|fish|powershell>` prints the script after which a shell completes words with Tab.\n',
    '## Configuration file\n',
    `The nearest ${CONFIG_FILES.map(code).join(', ')} at or above the project gives options that are the same for every run, ` +
      'and `profiles` of your own functions, [as `orm.config.json`](profiles.md) has them. Paths in it are relative to it. ' +
      'The command line wins over it. A JSON file may name its schema: `"$schema": "./node_modules/orm-codemod/schema/config.schema.json"`.\n',
    `\`\`\`ts\n${EXAMPLE}\`\`\`\n`,
    table(
      ['key', 'value'],
      inConfig.map((row) => [code(row.name), valueOf(row)]),
    ),
    '## Exit codes\n',
    table(
      ['code', 'means'],
      Object.entries(EXIT_CODES).map(([name, exitCode]) => [
        String(exitCode),
        EXIT_CODE_MEANINGS[name as keyof typeof EXIT_CODES],
      ]),
    ),
    '## Terminals, and where there is none\n',
    'Results go to stdout; everything else goes to stderr: a bar on a terminal, a line for each step elsewhere. Only `--interactive` asks, and it is refused without a terminal. `NO_COLOR` is honoured.\n',
    '## When a run is killed\n',
    'Each file is then either as it was or as it should become, never between. While files are written, `.orm-codemod` in the project’s folder holds what is to be written, and the new texts lie beside their files as `.orm-codemod-*`. The next run says that it found them: `--resume` writes what is left. To begin anew instead, bring the files back with git; the next run then removes what was left.\n',
  ].join('\n')
}

const EXAMPLE = `import { defineConfig } from 'orm-codemod'

export default defineConfig({
  profile: ['drizzle-orm'],
  profiles: [{ module: './src/http.ts', exports: { getSync: { twin: 'get', effect: 'read', throws: 'infrastructure' } } }],
})
`

function cells(row: OptionRow): string[] {
  const example = row.example === undefined ? '' : `, such as ${code(row.example)}`
  const excludes = (row.excludes ?? []).map((name) => code(`--${name}`))
  const beside = excludes.length > 0 ? `; not with ${excludes.join(', ')}` : ''
  return [code(row.flags), `${row.says}${example}${beside}`, defaultOf(row), row.inConfig ? code(row.name) : '']
}

function defaultOf(row: OptionRow): string {
  if (row.default !== undefined) return code(row.default)
  return isFlag(row) ? 'off' : 'none'
}

function valueOf(row: OptionRow): string {
  if (isFlag(row)) return '`true` or `false`'
  const one = row.example === undefined ? 'a string' : `a string, such as ${code(row.example)}`
  return row.isList ? `a list: each ${one}` : one
}

const code = (text: string) => `\`${text}\``

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n')
}
