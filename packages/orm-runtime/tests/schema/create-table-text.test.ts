import { expect, test } from 'vitest'
import { readCreateTable } from '../../src/dialects/sqlite/create-table-text.ts'

const cases: readonly { name: string; sql: string; uniques?: unknown[]; checks?: unknown[] }[] = [
  { name: 'nothing', sql: "create table a (b int, c text default (lower('unique')))" },
  {
    name: 'columns with their own',
    sql: `CREATE TABLE "a" ("b" text UNIQUE, [c d] int constraint "big" CHECK (("c d") > 1), e text check(e IN ('x','y,)')))`,
    uniques: [{ columns: ['b'] }],
    checks: [
      { name: 'big', where: '("c d") > 1' },
      { where: "e IN ('x','y,)')", column: 'e' },
    ],
  },
  {
    name: 'constraints of the table, between comments',
    sql: 'create table a (b int, -- unique\n c int /* check (1) */, constraint `u``v` unique (b, "c"), check (b in (-1, 2.5)), primary key (b))',
    uniques: [{ name: 'u`v', columns: ['b', 'c'] }],
    checks: [{ where: 'b in (-1, 2.5)', column: 'b' }],
  },
]

for (const { name, sql, uniques = [], checks = [] } of cases) {
  test(`reads ${name}`, () => {
    const found = readCreateTable(sql)
    // What is not there is undefined.
    expect(JSON.parse(JSON.stringify(found))).toEqual({ uniques, checks })
  })
}
