import type { NewComment } from './contestant.ts'

export const USERS = 1000
export const POSTS = 5000
export const COMMENTS = 20_000

/** The rows of all databases, in the order of their keys, which begin at 1. */
export const sampleRows = {
  users: numbers(USERS).map((id) => ({
    id,
    email: `user${id}@example.com`,
    name: `User number ${id}`,
    active: id % 3 !== 0,
    createdAt: moment(id),
  })),
  posts: numbers(POSTS).map((id) => ({
    id,
    title: `Post number ${id}`,
    body: `The body of post ${id}. `.repeat(8),
    authorId: spread(id, USERS),
    createdAt: moment(id * 7),
  })),
  comments: numbers(COMMENTS).map((id) => ({ id, ...newComment(id) })),
}

/** What `insertMany` is given. */
export const newComments: readonly NewComment[] = numbers(1000).map((id) => newComment(COMMENTS + id))

/** Keys of users in an order without a pattern that a cache could use; any 32 that follow each other differ. */
export const userKeys = numbers(USERS).map((id) => spread(id, USERS))

function newComment(id: number): NewComment {
  return { body: `Comment number ${id}, of some length.`, postId: spread(id, POSTS), authorId: spread(id * 3, USERS) }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

/** A key from 1 to `count`, each equally often, because 7919 is prime and divides no count here. */
function spread(id: number, count: number): number {
  return ((id * 7919) % count) + 1
}

function moment(hours: number): Date {
  return new Date(Date.UTC(2024, 0, 1) + hours * 3_600_000 + 123)
}
