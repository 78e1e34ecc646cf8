import type { Command } from 'commander'
import { EXIT_CODE_MEANINGS, EXIT_CODES } from '../codemod-error.ts'
import { describeTransform, TRANSFORMS, transformRows, type TransformRow } from '../transform-table.ts'
import { optionsCommand } from './options-command.ts'

/** The parser with what `--help` says: of one transform, if it is named, with an example; of all of them otherwise. */
export function helpfulCommand(transform: keyof typeof TRANSFORMS | undefined, version: string): Command {
  const command = optionsCommand()
    .argument('[transform]', 'what to do')
    .argument('[paths...]', 'files or folders to begin in; callers follow wherever they are')
    .version(version)
  if (transform === undefined)
    return command
      .usage('[transform] [paths…] [options]')
      .description(
        'Moves a code base from synchronous to asynchronous database calls, proved before a byte is written.',
      )
      .addHelpText('after', `\n${transformsHelp()}\n\n${EXIT_CODE_HELP}`)
  const row: TransformRow = TRANSFORMS[transform]
  const description = describeTransform(row)
  return command
    .usage(`${transform} [paths…] [options]`)
    .description(`${description.charAt(0).toUpperCase()}${description.slice(1)}.`)
    .addHelpText('after', `\n${exampleHelp(row)}\n\n${EXIT_CODE_HELP}`)
}

function transformsHelp(): string {
  const lines = transformRows.map((row) => `  ${row.name.padEnd(10)}${describeTransform(row)}`)
  return [
    'Transforms:',
    ...lines,
    '',
    '`orm-codemod <transform> --help` shows an example; `orm-codemod completion <shell>` completes words with Tab.',
  ].join('\n')
}

function exampleHelp({ name, example: { before, after } }: TransformRow): string {
  const indented = (text: string) => text.replaceAll(/^/gm, '    ')
  return [
    'Example:',
    `  orm-codemod ${name} src --dry   prints what would become of everything below src`,
    `  orm-codemod ${name} src         writes it`,
    '',
    indented(before),
    '  becomes',
    indented(after),
  ].join('\n')
}

const EXIT_CODE_HELP = [
  'Exit codes:',
  ...Object.entries(EXIT_CODES).map(
    ([name, code]) => `  ${String(code).padStart(2)}  ${EXIT_CODE_MEANINGS[name as keyof typeof EXIT_CODES]}`,
  ),
].join('\n')
