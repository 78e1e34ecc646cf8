import { deepStrictEqual } from 'node:assert'
import type { Comment, Contestant, NestedPost, Post, User } from './contestant.ts'
import { newComments, userKeys } from './sample-rows.ts'

/** The rows that `insertMany` has added, read by hand, and taking them away. */
export interface Added {
  read(): Promise<readonly Comment[]>
  remove(): Promise<void>
}

/** What an operation must answer: what the sample rows make of it, in one form for all libraries. */
export interface Expected {
  readonly users: unknown
  readonly posts: unknown
  readonly nested: unknown
}

export async function expectedFrom(raw: Contestant): Promise<Expected> {
  return { users: await readUsers(raw), posts: (await raw.list()).map(plainPost), nested: await readNested(raw) }
}

/** @throws AssertionError with the difference, where a library answers otherwise than the driver does by hand. */
export const verify = {
  get: async (contestant: Contestant, { users }: Expected) => deepStrictEqual(await readUsers(contestant), users),
  concurrent: async (contestant: Contestant, { users }: Expected) =>
    deepStrictEqual((await Promise.all(probes.map(async (id) => contestant.get(id)))).map(plainUser), users),
  list: async (contestant: Contestant, { posts }: Expected) =>
    deepStrictEqual((await contestant.list()).map(plainPost), posts),
  nested: async (contestant: Contestant, { nested }: Expected) => deepStrictEqual(await readNested(contestant), nested),
  insert: async (contestant: Contestant, _: Expected, added: Added) => {
    try {
      await contestant.insertMany(newComments)
      deepStrictEqual(
        (await added.read()).map(({ body, postId, authorId }) => ({ body, postId, authorId })),
        newComments,
      )
    } finally {
      await added.remove()
    }
  },
}

const probes = userKeys.slice(0, 32)

async function readUsers(contestant: Contestant): Promise<unknown> {
  const users = []
  for (const id of probes) users.push(plainUser(await contestant.get(id)))
  return users
}

async function readNested(contestant: Contestant): Promise<unknown> {
  return (await contestant.nested()).map((post: NestedPost) => ({
    ...plainPost(post),
    author: plainUser(post.author),
    comments: post.comments.map(plainComment).toSorted((left, right) => left.id - right.id),
  }))
}

function plainUser({ id, email, name, active, createdAt }: User) {
  return { id, email, name, active: Boolean(active), createdAt: new Date(createdAt).getTime() }
}

function plainPost({ id, title, body, authorId, createdAt }: Post) {
  return { id, title, body, authorId, createdAt: new Date(createdAt).getTime() }
}

function plainComment({ id, body, postId, authorId }: Comment) {
  return { id, body, postId, authorId }
}
