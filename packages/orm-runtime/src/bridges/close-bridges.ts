import { closeAsyncThread } from './async-to-sync.ts'
import { closeSyncWorkers } from './sync-to-async.ts'

/**
 * Waits for the calls of `syncToAsync` that were made, then ends the worker threads of both bridges. The process ends
 * without it too: idle threads do not keep it.
 */
export async function closeBridges(): Promise<void> {
  await Promise.all([closeSyncWorkers(), closeAsyncThread()])
}
