import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/**
 * The compiler options of all worlds and cases, as an editor finds them in worlds/tsconfig.json. Every file is a module
 * there, so that cases can't see each other.
 */
export const worldOptions: ts.CompilerOptions = readOptions()

function readOptions() {
  const file = fileURLToPath(new URL('../worlds/tsconfig.json', import.meta.url))
  const parsed = ts.getParsedCommandLineOfConfigFile(file, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
    },
  })
  if (!parsed || parsed.errors.length > 0) throw new Error(`${file} holds options that the compiler does not know.`)
  return parsed.options
}
