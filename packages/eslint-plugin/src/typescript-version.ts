import { createRequire } from 'node:module'

assertTypescriptApi()

/**
 * Throws unless the project's `typescript` has the JavaScript compiler API, which ends with version 6. The entry imports
 * this module first, for its effect: typescript-eslint, which is imported after it, fails on TypeScript 7 without saying
 * what to do.
 */
function assertTypescriptApi(): void {
  const version = installedVersion()
  if (version === undefined) {
    refuse(
      'eslint-plugin-orm reads types through TypeScript, and this project has none. Install it:\n\n' +
        '  npm install -D typescript@~6.0\n',
    )
  }
  if (Number.parseInt(version, 10) >= 7) {
    refuse(
      "eslint-plugin-orm reads types through TypeScript's JavaScript API, which ended with version 6; this project has " +
        `TypeScript ${version}. Install TypeScript 6 beside it, under the name \`typescript\`:\n\n` +
        '  npm install -D typescript@npm:@typescript/typescript6@^6.0.2 @typescript/native@npm:typescript@^7.0.2\n\n' +
        '`tsc` then stays TypeScript 7, and typescript-eslint and this plugin find TypeScript 6.\n',
    )
  }
}

/** Read from the manifest: loading a compiler to learn its number is slow. */
function installedVersion(): string | undefined {
  try {
    return (createRequire(import.meta.url)('typescript/package.json') as { version: string }).version
  } catch {
    return undefined
  }
}

function refuse(message: string): never {
  const error = new Error(message)
  // ESLint prints the stack of an error that a plugin throws, and the frames say nothing to whom this is for.
  error.stack = message
  throw error
}
