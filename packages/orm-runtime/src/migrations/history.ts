import type { Dialect } from '../dialects/dialect.ts'
import type { TableColumn, TableDefinition } from '../schema/table-definition.ts'
import type { SendSql } from './operation.ts'

/** What the database knows of a migration. */
export interface Applied {
  readonly name: string
  readonly appliedAt: Date
  /** Of the file's text, when it was applied. */
  readonly checksum: string
  /** Where it stopped, of a migration that is not whole: only outside of transactions. */
  readonly progress?: Progress
}

export interface Progress {
  readonly direction: 'up' | 'down'
  /** How many steps are done. */
  readonly done: number
  /** Of the steps that are done: whether they are still the first of the migration. */
  readonly checksum: string
}

/** The table in which a database keeps which migrations it has. */
export interface History {
  readonly exists: () => Promise<boolean>
  readonly create: () => Promise<void>
  /** In the order of their numbers; none where there is no table. */
  readonly read: () => Promise<Applied[]>
  readonly write: (name: string, checksum: string, progress?: Progress) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

export const historyTable = 'orm_migrations'

/** The history of the database that `send` leads to. */
export function historyOf({ schema, types }: Dialect, send: SendSql): History {
  const { quoted, literal } = schema
  const table = quoted(historyTable)
  const appliedAt = quoted('applied_at')

  async function exists(): Promise<boolean> {
    return (await send(schema.tables)).some(([name]) => name === historyTable)
  }

  async function read(): Promise<Applied[]> {
    if (!(await exists())) return []
    const rows = await send(`select name, ${appliedAt}, checksum, progress from ${table} order by name`)
    return rows.map(([name, at, checksum, progress]) => {
      // Its own codec takes the cell, which is not null.
      const decoded = types.datetime.decode?.(at as never, MOMENT) as Date
      const parsed = progress === null ? undefined : (JSON.parse(String(progress)) as Progress)
      return { name: String(name), appliedAt: decoded, checksum: String(checksum), ...(parsed && { progress: parsed }) }
    })
  }

  async function write(name: string, checksum: string, progress?: Progress): Promise<void> {
    const text = literal(progress ? JSON.stringify(progress) : null)
    const known = await send(`select name from ${table} where name = ${literal(name)}`)
    if (known.length > 0) {
      const set = `checksum = ${literal(checksum)}, progress = ${text}`
      await send(`update ${table} set ${set} where name = ${literal(name)}`)
      return
    }
    await send(
      `insert into ${table} (name, checksum, progress) values (${literal(name)}, ${literal(checksum)}, ${text})`,
    )
  }

  return {
    exists,
    read,
    write,
    create: async () => {
      for (const sql of schema.createTable(definition, types)) await send(sql)
    },
    remove: async (name) => {
      await send(`delete from ${table} where name = ${literal(name)}`)
    },
  }
}

const MOMENT = { kind: 'datetime', place: `${historyTable}.applied_at` } as const

const plain = { null: false, primaryKey: false, unique: false }

const columns: readonly TableColumn[] = [
  { ...plain, name: 'name', type: { kind: 'char', maxLength: 190, place: `${historyTable}.name` }, primaryKey: true },
  { ...plain, name: 'applied_at', type: MOMENT, default: { kind: 'now' } },
  { ...plain, name: 'checksum', type: { kind: 'char', maxLength: 64, place: `${historyTable}.checksum` } },
  { ...plain, name: 'progress', type: { kind: 'text', place: `${historyTable}.progress` }, null: true },
]

const definition: TableDefinition = { name: historyTable, columns, indexes: [], constraints: [] }
