import { AsyncLocalStorage } from 'node:async_hooks'
import { carryContext } from '../../dist/bridges/carried-context.js'

// What both threads import: the storages and how their values cross.

export const tenant = new AsyncLocalStorage<{ readonly name: string }>()
carryContext('tenant', tenant)

let language: string | undefined

export const currentLanguage = () => language

export function speaking<T>(next: string | undefined, callback: () => T): T {
  const before = language
  language = next
  try {
    return callback()
  } finally {
    language = before
  }
}

carryContext('language', { read: currentLanguage, restore: speaking })
