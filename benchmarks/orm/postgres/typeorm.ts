import type { Contestant } from '../contestant.ts'
import { typeormContestant } from '../libraries/typeorm.ts'

export function open(url: string): Promise<Contestant> {
  return typeormContestant({ type: 'postgres', url }, { moment: 'timestamptz' })
}
