/** The file and line of the program that called the function which asks. */
export function callerPlace(): string {
  const line = new Error().stack?.split('\n')[3] ?? ''
  return /([^/\\(]+:\d+):\d+\)?$/.exec(line)?.[1] ?? 'an unknown place'
}
