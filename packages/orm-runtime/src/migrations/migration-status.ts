import { databaseNamed } from '../execute/database.ts'
import { readMigrations } from './migration-files.ts'
import { readHistory } from './migrate.ts'

/** One migration and whether the database has it. */
export interface MigrationStatus {
  readonly name: string
  readonly state:
    | 'applied'
    | 'not applied'
    /** It failed where DDL does not stand in transactions. */
    | 'stopped halfway'
    /** The file is not the one that was applied. */
    | 'changed'
    /** Applied, but there is no such file. */
    | 'file is gone'
  readonly appliedAt?: Date
}

/** Compares the migration files of a folder with what a connected database knows. Changes nothing. */
export async function migrationStatus({
  migrations: folder,
  using = 'default',
}: {
  readonly migrations: string
  readonly using?: string
}): Promise<MigrationStatus[]> {
  const files = await readMigrations(folder)
  const known = await readHistory(databaseNamed(using))
  const gone = known.filter(({ name }) => !files.some((one) => one.name === name))
  return [
    ...files.map(({ name, checksum }): MigrationStatus => {
      const applied = known.find((one) => one.name === name)
      if (!applied) return { name, state: 'not applied' }
      const state = applied.progress ? 'stopped halfway' : applied.checksum === checksum ? 'applied' : 'changed'
      return { name, state, appliedAt: applied.appliedAt }
    }),
    ...gone.map(({ name, appliedAt }): MigrationStatus => ({ name, state: 'file is gone', appliedAt })),
  ]
}
