import { createRequire } from 'node:module'
import { CodemodError, EXIT_CODES } from './codemod-error.ts'

/**
 * Refuses to go on where the libraries that read code would find a TypeScript without the JavaScript API. This package
 * brings version 6, but a project that was installed with `--legacy-peer-deps` can hide it from them.
 *
 * @throws CodemodError
 */
export function refuseOtherTypescript(): void {
  const analysis = createRequire(createRequire(import.meta.url).resolve('orm-analysis'))
  const reader = createRequire(analysis.resolve('@typescript-eslint/typescript-estree'))
  const { version } = reader('typescript/package.json') as { version: string }
  if (Number.parseInt(version, 10) < 7) return
  throw new CodemodError(
    EXIT_CODES.refused,
    `types are read through TypeScript's JavaScript API, which ended with version 6; this project has TypeScript ${version}. ` +
      'Install TypeScript 6 beside it, under the name `typescript`:\n\n' +
      '  npm install -D typescript@npm:@typescript/typescript6@^6.0.2 @typescript/native@npm:typescript@^7.0.2\n\n' +
      '`tsc` then stays TypeScript 7, and orm-codemod finds TypeScript 6.',
  )
}
