import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UsageError } from '../errors/usage-error.ts'

/** One command of `orm`. */
export interface Command {
  /** `migrate make`. */
  readonly name: string
  /** What may follow the name. */
  readonly parameter?: string
  readonly describe: string
  readonly options: Readonly<Record<string, CommandOption>>
  /** Answers the exit code. */
  readonly run: (given: Given, io: CommandIo) => Promise<number>
}

export interface CommandOption {
  readonly type: 'boolean' | 'string'
  readonly multiple?: true
  /** What stands for the value in `--help`. */
  readonly value?: string
  readonly describe: string
}

/** What was typed. */
export interface Given {
  readonly parameter: string | undefined
  readonly has: (option: string) => boolean
  readonly text: (option: string) => string | undefined
  readonly texts: (option: string) => readonly string[]
}

export interface CommandIo {
  readonly print: (line: string) => void
  /** Asks a person; absent without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined
}

/** Options of all commands. */
const everywhere: Command['options'] = {
  config: { type: 'string', value: 'file', describe: 'the configuration, instead of the nearest orm.config.ts' },
  database: {
    type: 'string',
    value: 'name',
    describe: "one of the configuration's databases, instead of the default one",
  },
  help: { type: 'boolean', describe: 'print what the command takes' },
}

/** Reads what follows a command's name. @throws UsageError for what it does not take. */
export function readGiven(command: Command, words: readonly string[]): Given {
  const options: OptionsConfig = {}
  for (const [name, { type, multiple }] of Object.entries({ ...command.options, ...everywhere })) {
    options[name] = { type, ...(multiple && { multiple }) }
  }
  const { values, positionals } = parse(command, words, options)
  const [parameter, surplus] = command.parameter === undefined ? [undefined, ...positionals] : positionals
  if (surplus !== undefined) {
    throw new UsageError(`'${surplus}' is too much: orm ${usageOf(command)}. \`orm ${command.name} --help\` says more.`)
  }
  return {
    parameter,
    has: (name) => values[name] === true,
    text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    texts: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
  }
}

type OptionsConfig = NonNullable<ParseArgsConfig['options']>

function parse(command: Command, words: readonly string[], options: OptionsConfig) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (error) {
    const [fact = ''] = (error instanceof Error ? error.message : String(error)).split(/\. To specify/)
    const choices = Object.keys(options)
      .map((name) => `--${name}`)
      .join(', ')
    throw new UsageError(`${fact}. \`orm ${command.name}\` takes: ${choices}.`, { cause: error })
  }
}

export function usageOf({ name, parameter }: Command): string {
  return parameter === undefined ? name : `${name} [${parameter}]`
}

/** What `--help` prints. */
export function helpOf(command: Command): string {
  const lines = Object.entries({ ...command.options, ...everywhere }).map(([name, { value, describe }]) => {
    return `  ${`--${name}${value === undefined ? '' : ` <${value}>`}`.padEnd(28)}${describe}`
  })
  return `orm ${usageOf(command)} [options]\n\n${command.describe}\n\nOptions:\n${lines.join('\n')}`
}
