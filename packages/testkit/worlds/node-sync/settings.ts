import { readFileSync } from 'node:fs'

/** Blocks until the file is read. */
export function readSettings(file: string): { readonly port: number } {
  return JSON.parse(readFileSync(file, 'utf8')) as { port: number }
}
