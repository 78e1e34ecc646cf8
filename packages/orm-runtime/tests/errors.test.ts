import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import * as exported from 'orm-runtime'
import { DatabaseError, IntegrityError, OrmError } from 'orm-runtime'

const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
const sections = page.split(/^### /m).slice(1)
const failure = { message: 'No.', driverCode: 'X', sql: 'select ?', kind: 'unique' } as const

it('explains each exported class of errors under its code', () => {
  const classes = Object.entries<unknown>(exported).filter((entry): entry is [string, ErrorClass] =>
    isErrorClass(entry[1]),
  )
  expect(classes.length).toBeGreaterThan(20)
  for (const [name, type] of classes) {
    // Classes of the database are made from a failure, all others from words.
    const error = isClass(type, DatabaseError) ? new type(failure) : new type('No.', {})
    const section = sections.find((one) => one.startsWith(`${error.code}\n`))
    expect(section, `${name}: ${error.code}`).toContain(`\`${name}\``)
    expect(error.url).toMatch(new RegExp(`docs/errors\\.md#${error.code}$`))
  }
})

it('shows parameters by type and length only', () => {
  const error = new IntegrityError({ ...failure, parameters: ['secret', 5, null, [1, 2], new Uint8Array(3)] })
  expect(error.message).toBe('No.\n  in: select ?\n  with: [string(6), number, null, array(2), binary(3)]')
})

type ErrorClass = new (...given: unknown[]) => OrmError

function isErrorClass(value: unknown): value is ErrorClass {
  return typeof value === 'function' && value !== OrmError && isClass(value, OrmError)
}

function isClass(type: object, parent: object): boolean {
  return type === parent || Object.prototype.isPrototypeOf.call(parent, type)
}
