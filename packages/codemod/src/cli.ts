#!/usr/bin/env node
import { CodemodError, EXIT_CODES } from './codemod-error.ts'
import { refuseOtherTypescript } from './typescript-version.ts'

const progress = process.stderr.isTTY ? (step: string) => void process.stderr.write(`\r\u001B[K${step}…`) : undefined
const clearProgress = () => progress && process.stderr.write('\r\u001B[K')
const error = (text: string) => void process.stderr.write(text)
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
  process.exit(code === 'EPIPE' ? 0 : EXIT_CODES.inputOutput),
)

try {
  refuseOtherTypescript()
  const { run } = await import('./run.ts')
  const out = (text: string) => {
    clearProgress()
    process.stdout.write(text)
  }
  process.exitCode = run(process.argv.slice(2), { out, ...(progress && { progress }) })
} catch (failure) {
  clearProgress()
  if (failure instanceof CodemodError) {
    error(`orm-codemod: ${failure.message}\n`)
    process.exitCode = failure.exitCode
  } else {
    const details = failure instanceof Error ? failure.stack : String(failure)
    error(
      'orm-codemod: internal error; nothing was changed. Please report it with the lines below and, if you can, ' +
        `the code it stopped at. Leaving that file out of the tsconfig lets the rest go on.\n${details}\n`,
    )
    process.exitCode = EXIT_CODES.internal
  }
}
