import type { Contestant } from '../contestant.ts'
import { typeormContestant } from '../libraries/typeorm.ts'

/** `YYYY-MM-DD HH:MM:SS.mmm` in UTC. */
export const storedMoment = (moment: Date) => moment.toISOString().replace('T', ' ').replace('Z', '')

export function open(file: string): Promise<Contestant> {
  return typeormContestant({ type: 'better-sqlite3', database: file }, { moment: 'datetime' })
}
