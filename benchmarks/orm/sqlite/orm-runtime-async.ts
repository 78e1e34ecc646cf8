import type { Contestant } from '../contestant.ts'
import { asynchronousHalf } from '../libraries/orm-runtime-async.ts'
import { slow } from '../libraries/orm-runtime.ts'

/** On worker threads, over the connection that `orm-runtime.ts` has opened and will close. */
export function open(): Contestant {
  return { ...asynchronousHalf, slow: (length) => slow(length).acount(), close: () => undefined }
}
