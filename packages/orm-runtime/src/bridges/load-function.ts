import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createJiti } from 'jiti'
import { UsageError } from '../errors/usage-error.ts'
import type { FunctionName } from './messages.ts'

type AnyFunction = (...parameters: readonly unknown[]) => unknown

/**
 * The function that a call names. A TypeScript module that Node can't read itself is read by jiti, as `orm migrate`
 * does.
 * @throws UsageError where the module exports no such function, with those that it does; errors of the module itself.
 */
export async function loadFunction({ module, name }: FunctionName): Promise<AnyFunction> {
  return functionOf(await load(module), { module, name })
}

/** The same for a thread that can't wait: the module is one without top-level await. */
export function loadFunctionNow({ module, name }: FunctionName): AnyFunction {
  const path = fileURLToPath(module)
  const loaded: unknown = needsJiti(path) ? jiti(module)(path) : createRequire(module)(path)
  return functionOf(loaded, { module, name })
}

async function load(module: string): Promise<unknown> {
  try {
    return await import(module)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION')) throw error
    return jiti(module).import(module)
  }
}

/** orm-runtime itself is Node's in both cases: a second copy would know nothing of the connection. */
function jiti(module: string) {
  return createJiti(module, { nativeModules: ['orm-runtime'] })
}

function needsJiti(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !('typescript' in process.features && process.features.typescript)
}

function functionOf(module: unknown, { module: address, name }: FunctionName): AnyFunction {
  let owner: unknown
  let found: unknown = module
  for (const key of name.split('.')) {
    owner = found
    found = isObject(owner) ? owner[key] : undefined
  }
  if (typeof found === 'function')
    return (...parameters): unknown => Reflect.apply(found as AnyFunction, owner, parameters)
  const choices = Object.entries(isObject(module) ? module : {})
    .filter(([, value]) => typeof value === 'function')
    .map(([key]) => key)
    .toSorted()
  throw new UsageError(
    `${basename(address)} exports no function '${name}'. It exports: ${choices.join(', ') || 'none'}.`,
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
