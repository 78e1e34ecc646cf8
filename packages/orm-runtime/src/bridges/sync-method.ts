import { UsageError } from '../errors/usage-error.ts'
import { moduleAddress } from './module-address.ts'
import type { SyncToAsyncOptions } from './sync-to-async.ts'
import { isSyncWorker } from './thread-role.ts'

type MakeFunction = (
  module: string,
  name: string,
  options: SyncToAsyncOptions,
) => (...parameters: readonly unknown[]) => Promise<unknown>

/**
 * The decorator behind `syncToAsync.method`. In the worker's own copy of the module the methods stay as they are.
 *
 * ```ts
 * export class Reports {
 *   @syncToAsync.method(import.meta.url)
 *   static yearly(year: number): number | Promise<number> { … }
 * }
 * await Reports.yearly(2026)
 * ```
 *
 * A decorator can't change a method's type, so the method declares what it answers on both sides. The class is exported
 * under its own name.
 */
export function method(make: MakeFunction) {
  return (module: string | URL, options: SyncToAsyncOptions = {}) => {
    const address = moduleAddress(module)
    return <This, Parameters extends unknown[], Result>(
      body: (this: This, ...parameters: Parameters) => Result | Promise<Result>,
      context: ClassMethodDecoratorContext<This>,
    ): ((this: This, ...parameters: Parameters) => Result | Promise<Result>) => {
      if (isSyncWorker()) return body
      const methodName = String(context.name)
      if (!context.static || context.private) {
        throw new UsageError(
          `syncToAsync.method needs a static method, and \`${methodName}\` is none: an instance can't cross to another thread.`,
        )
      }
      let call: ReturnType<MakeFunction> | undefined
      context.addInitializer(function () {
        // Of a static method, `this` is the class.
        call = make(address, `${(this as { readonly name: string }).name}.${methodName}`, options)
      })
      // The worker answers what the method of its copy answers.
      return async (...parameters) => (await call?.(...parameters)) as Result
    }
  }
}
