#!/usr/bin/env node
import { EXIT_CODES } from './codemod-error.ts'
import { main } from './main.ts'

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
  process.exit(code === 'EPIPE' ? 0 : EXIT_CODES.inputOutput),
)

const { stdin, stdout, stderr } = process
const surroundings = { cwd: process.cwd(), environment: process.env, stdin, stdout, stderr }
process.exitCode = await main(process.argv.slice(2), surroundings)
