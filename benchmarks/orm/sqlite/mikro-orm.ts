import { MikroORM } from '@mikro-orm/better-sqlite'
import type { Contestant } from '../contestant.ts'
import { entities, mikroOrmContestant, namingStrategy } from '../libraries/mikro-orm.ts'

export const storedMoment = (moment: Date) => moment.getTime()

export async function open(file: string): Promise<Contestant> {
  const orm = await MikroORM.init({ dbName: file, entities, namingStrategy })
  return mikroOrmContestant(orm)
}
