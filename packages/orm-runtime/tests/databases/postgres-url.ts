import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, inject } from 'vitest'

/**
 * The URL of a new, empty database on the run's PostgreSQL server (major 15, or 18 with `ORM_POSTGRES_MAJOR=18`). It is
 * dropped after the tests of the file or `describe` that asked for it.
 */
export async function postgresUrl(): Promise<string> {
  const server = await serverUrl()
  const name = `test_${randomBytes(6).toString('hex')}`
  await executeOn(server, `create database ${name}`)
  afterAll(() => executeOn(server, `drop database ${name} with (force)`))
  const url = new URL(server)
  url.pathname = name
  return url.href
}

/** Executes one statement on a connection that is opened for it, beside all that is tested. */
export async function executeOn(url: string, sql: string, values: readonly unknown[] = []): Promise<unknown[][]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, values: [...values], rowMode: 'array' })
    return rows
  } finally {
    await client.end()
  }
}

async function serverUrl(): Promise<string> {
  // The set-up of the run answers so.
  const answer = JSON.parse(await text(connect(inject('postgresOnDemand'), '127.0.0.1'))) as Answer
  if ('failure' in answer) throw new Error(answer.failure)
  return answer.url
}

type Answer = { readonly url: string } | { readonly failure: string }
