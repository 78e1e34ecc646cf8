#!/usr/bin/env node
import { createInterface } from 'node:readline/promises'
import { describeFailure, runCommand } from './run-command.ts'

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 4))

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}

try {
  process.exitCode = await runCommand(process.argv.slice(2), {
    print: (line) => void process.stdout.write(`${line}\n`),
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
  })
} catch (error) {
  const { exitCode, message } = describeFailure(error)
  process.stderr.write(`orm: ${message}\n`)
  process.exitCode = exitCode
}
