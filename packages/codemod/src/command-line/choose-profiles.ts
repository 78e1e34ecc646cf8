import { builtInProfiles, type Profile } from 'orm-analysis'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'

/**
 * The profiles of these names, or all that need not be named: rows of libraries that a program does not import match
 * nothing.
 *
 * @throws CodemodError for a name that nothing has
 */
export function chooseProfiles(names: readonly string[], userProfiles: readonly Profile[]): readonly Profile[] {
  const known = [...builtInProfiles, ...userProfiles]
  if (names.length === 0) return known.filter(({ migrates }) => migrates !== 'when-named')
  return names.map((name) => {
    const found = known.find((profile) => profile.name === name)
    if (found) return found
    const choices = known.map((profile) => profile.name).join(', ')
    throw new CodemodError(EXIT_CODES.usage, `Unknown profile '${name}'. Profiles: ${choices}.`)
  })
}
