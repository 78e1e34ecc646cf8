/** The flags of this process for a worker of its modules: loaders go on, what speaks of the main program does not. */
export function workerFlags(): string[] {
  return process.execArgv.filter((flag) => !flag.startsWith('--input-type'))
}
