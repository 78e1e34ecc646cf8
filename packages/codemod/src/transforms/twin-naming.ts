import { CodemodError, EXIT_CODES } from '../codemod-error.ts'

/**
 * How twins are called, by a pattern such as `{name}Async`.
 *
 * @throws CodemodError for a pattern that gives no other name
 */
export function twinNaming(pattern: string): (name: string) => string {
  const [before, after, ...others] = pattern.split('{name}')
  if (before === undefined || after === undefined || others.length > 0 || !/^[\w$]+$/.test(before + after))
    throw new CodemodError(
      EXIT_CODES.usage,
      `--twin-name ${pattern} gives twins no name. It needs {name} once and letters around it: {name}Async.`,
    )
  return (name) => before + name + after
}
