import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { builtInProfiles, InvalidUserProfile, readUserProfiles, type Profile } from 'orm-analysis'

/**
 * `settings.orm`: profiles of the project's own functions, in place or in the codemod's configuration file; and `types:
 * 'traced'`, which has imports followed in place of types.
 */
export type OrmSettings = Readonly<Record<string, unknown>>

/**
 * True where imports are followed in place of types: the configuration `recommended-untyped` says so.
 *
 * @throws InvalidUserProfile for any other word
 */
export function isTraced({ types }: OrmSettings): boolean {
  if (types === undefined || types === 'traced') return types === 'traced'
  const said = typeof types === 'string' ? `'${types}'` : JSON.stringify(types)
  throw withoutStack(
    new InvalidUserProfile(
      `settings.orm: types is ${said}; 'traced' follows imports, and no such setting reads types.`,
    ),
  )
}

/** @throws InvalidUserProfile for what the settings or the file that they name can't mean */
export function profilesOf(settings: OrmSettings, folder: string): Profile[] {
  try {
    return [...builtInProfiles, ...readSettings(settings, folder)]
  } catch (error) {
    throw error instanceof InvalidUserProfile ? withoutStack(error) : error
  }
}

/** ESLint prints the stack of an error that a rule throws, and the frames say nothing to whom this is for. */
function withoutStack(error: InvalidUserProfile): InvalidUserProfile {
  error.stack = error.message
  return error
}

function readSettings({ config, types: _, ...settings }: OrmSettings, folder: string): Profile[] {
  const inPlace = readUserProfiles(settings, folder, 'settings.orm')
  if (config === undefined) return inPlace
  if (typeof config !== 'string')
    throw new InvalidUserProfile('settings.orm: config is not a string; name a file, such as "./orm.config.json".')
  const file = resolve(folder, config)
  return [...inPlace, ...readUserProfiles(readJson(file, config), dirname(file), config)]
}

function readJson(file: string, config: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InvalidUserProfile(`settings.orm: config is '${config}', which can't be read: ${String(error)}`)
  }
}
