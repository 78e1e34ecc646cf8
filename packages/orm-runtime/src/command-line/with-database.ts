import { close, connect } from '../connect.ts'
import type { Project } from './load-config.ts'

/** Connects a project's databases for as long as the work takes. */
export async function withDatabase<T>(project: Project, work: () => Promise<T>): Promise<T> {
  await connect(project.connect)
  try {
    return await work()
  } finally {
    await close()
  }
}
