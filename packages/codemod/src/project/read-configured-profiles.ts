import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { InvalidUserProfile, readUserProfiles, type Profile } from 'orm-analysis'
import ts from 'typescript'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import { readJson } from './read-json.ts'
import { shownPath } from './spell-diagnostic.ts'

/**
 * The profiles of a project's own functions, from the nearest `orm.config.json` at or above its folder.
 *
 * @throws CodemodError
 */
export function readConfiguredProfiles(folder: string, cwd: string): Profile[] {
  const fileName = ts.findConfigFile(folder, existsSync, 'orm.config.json')
  if (fileName === undefined) return []
  try {
    return readUserProfiles(readJson(fileName, cwd), dirname(fileName), shownPath(fileName, cwd))
  } catch (invalid) {
    if (invalid instanceof InvalidUserProfile) throw new CodemodError(EXIT_CODES.refused, invalid.message)
    throw invalid
  }
}
