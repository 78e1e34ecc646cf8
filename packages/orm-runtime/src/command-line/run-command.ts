import { DatabaseError } from '../errors/database-error.ts'
import { MigrationError } from '../errors/migration-error.ts'
import { OrmError } from '../errors/orm-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { helpOf, readGiven, usageOf, type Command, type CommandIo } from './command.ts'
import { inspect } from './inspect.ts'
import { migrateApply } from './migrate-apply.ts'
import { migrateMake } from './migrate-make.ts'
import { migrateRollback } from './migrate-rollback.ts'
import { migrateCheck, migrateStatus } from './migrate-status.ts'

const COMMANDS: readonly Command[] = [migrateMake, migrateApply, migrateRollback, migrateStatus, migrateCheck, inspect]

/** Runs what was typed and answers the exit code. */
export async function runCommand(words: readonly string[], io: CommandIo): Promise<number> {
  if (words.length === 0 || words[0] === '--help' || words[0] === 'help') {
    io.print(overview())
    return 0
  }
  const command = commandOf(words)
  const given = readGiven(command, words.slice(command.name.split(' ').length))
  if (given.has('help') || (command === migrateCheck && !given.has('check'))) {
    io.print(command === migrateCheck ? overview() : helpOf(command))
    return given.has('help') ? 0 : 2
  }
  return command.run(given, io)
}

/** The exit code of an error, and what is said of it. */
export function describeFailure(error: unknown): { readonly exitCode: number; readonly message: string } {
  if (error instanceof UsageError) return { exitCode: 2, message: error.message }
  if (error instanceof MigrationError) return { exitCode: 3, message: error.message }
  if (error instanceof DatabaseError || isInputOutput(error)) return { exitCode: 4, message: error.message }
  if (error instanceof OrmError) return { exitCode: 3, message: error.message }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { exitCode: 70, message: `internal error, please report it:\n${details}` }
}

function isInputOutput(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)
}

function commandOf([first = '', second = '']: readonly string[]): Command {
  const named = (name: string) => COMMANDS.find((one) => one.name === name)
  const found = named(`${first} ${second}`) ?? named(first)
  if (found && !(found === migrateCheck && second !== '' && !second.startsWith('-'))) return found
  const choices = COMMANDS.filter((one) => one !== migrateCheck)
    .map(({ name }) => name)
    .join(', ')
  const typed = first === 'migrate' ? `${first} ${second}` : first
  throw new UsageError(`There is no command '${typed}'. Commands: ${choices}. \`orm --help\` explains them.`)
}

function overview(): string {
  const lines = COMMANDS.map((command) => {
    const usage = command === migrateCheck ? 'migrate --check' : usageOf(command)
    return `  ${usage.padEnd(24)}${command.describe}`
  })
  return `orm <command> [options]\n\nCommands:\n${lines.join('\n')}\n\n\`orm <command> --help\` lists its options.\n${EXIT_CODES}`
}

const EXIT_CODES = `
Exit codes:
  0  done                     3  refused: something is not clear, or would be lost
  1  --check found something  4  a file or the database could not be read or written
  2  wrong arguments         70  internal error`
