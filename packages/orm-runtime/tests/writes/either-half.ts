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
    it('blocking', () => program(callWith((method) => method)))
    it('asynchronous', () => program(callWith((method) => `a${method}`)))
  })
}

/** What a method answers is what the program says that it does. */
function callWith(name: (method: string) => string) {
  return async <T>(subject: object, method: string, ...values: readonly unknown[]): Promise<T> => {
    const found = (subject as Readonly<Record<string, (...values: readonly unknown[]) => T | Promise<T>>>)[name(method)]
    if (!found) throw new TypeError(`There is no method ${name(method)}.`)
    return found.apply(subject, values as unknown[])
  }
}
