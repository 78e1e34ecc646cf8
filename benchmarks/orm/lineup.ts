export type DatabaseName = 'sqlite' | 'postgres'

/** A library as the tables show it. */
export interface Entrant {
  readonly name: string
  /** The file of `sqlite/` or `postgres/` that opens it. */
  readonly module: string
}

/** Without a file: why it does not take part. */
export interface Absent {
  readonly name: string
  readonly absent: string
}

/** In the order of their turns; the first is what the others are divided by. */
export const lineup: Readonly<Record<DatabaseName, readonly (Entrant | Absent)[]>> = {
  sqlite: [
    { name: 'better-sqlite3, prepared', module: 'raw' },
    { name: 'orm-runtime, blocking', module: 'orm-runtime' },
    { name: 'orm-runtime, asynchronous', module: 'orm-runtime-async' },
    { name: 'Drizzle, prepared', module: 'drizzle-prepared' },
    { name: 'Drizzle', module: 'drizzle' },
    { name: 'Kysely', module: 'kysely' },
    { name: 'TypeORM', module: 'typeorm' },
    { name: 'MikroORM', module: 'mikro-orm' },
    { name: 'Prisma', module: 'prisma' },
    { name: 'Sequelize', absent: 'it runs on the package sqlite3 alone, which would have to be compiled for this' },
  ],
  postgres: [
    { name: 'pg, prepared', module: 'raw' },
    { name: 'orm-runtime', module: 'orm-runtime' },
    { name: 'Drizzle, prepared', module: 'drizzle-prepared' },
    { name: 'Drizzle', module: 'drizzle' },
    { name: 'Kysely', module: 'kysely' },
    { name: 'TypeORM', module: 'typeorm' },
    { name: 'MikroORM', module: 'mikro-orm' },
    { name: 'Prisma', module: 'prisma' },
    { name: 'Sequelize', module: 'sequelize' },
  ],
}
