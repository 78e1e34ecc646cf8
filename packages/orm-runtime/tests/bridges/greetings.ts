import { threadId } from 'node:worker_threads'
import { currentLanguage, tenant } from './tenant.ts'

export function greeting(): readonly [tenant: string | undefined, language: string | undefined] {
  return [tenant.getStore()?.name, currentLanguage()]
}

export async function lateGreeting(): Promise<readonly [tenant: string | undefined, thread: number]> {
  await Promise.resolve()
  return [tenant.getStore()?.name, threadId]
}
