import { describe, it } from 'vitest'

/**
 * Calls a method of the ORM, or its asynchronous twin. Programs of tests are written once with it and run with both
 * halves.
 */
export type Call = <T>(subject: object, method: string, ...values: readonly unknown[]) => Promise<T>

/** Programs by what they show. */
export type Programs = Readonly<Record<string, (call: Call) => Promise<void>>>

/** Runs each program with the blocking half and with the asynchronous one. */
export function onEitherHalf(programs: Programs): void {
  describe.each(Object.entries(programs))('%s', (_name, program) => {
    it('blocking', () => program(async (subject, method, ...values) => invoke(subject, method, values)))
    it('asynchronous', () =>
      program((subject, method, ...values) => invoke(subject, twins[method] ?? `a${method}`, values)))
  })
}

const twins: Readonly<Record<string, string>> = { toArray: 'toArrayAsync' }

function invoke<T>(subject: object, method: string, values: readonly unknown[]): T {
  const found = (subject as Record<string, ((...values: readonly unknown[]) => T) | undefined>)[method]
  if (!found) throw new TypeError(`There is no method ${method}.`)
  return found.apply(subject, [...values])
}
