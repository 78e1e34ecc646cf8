/**
 * One library on one database: its best idiom for each operation, as its documentation teaches it. Answers are what a
 * user of the library gets; only the nested ones are brought into one shape, because reading them is part of the work.
 */
export interface Contestant {
  /** One user by key. */
  get(id: number): Answer<User>
  /** Posts with an id above `LIST_AFTER`, ordered by id: the first `LIST_LENGTH`. */
  list(): Answer<readonly Post[]>
  /** The first `NESTED_LENGTH` posts by id, each with its author and its comments. */
  nested(): Answer<readonly NestedPost[]>
  /** Adds rows in one transaction, without asking for what was added. */
  insertMany(rows: readonly NewComment[]): Answer<unknown>
  /** A query whose time is about proportional to `length`; only where the stalls of the event loop are measured. */
  readonly slow?: (length: number) => Answer<unknown>
  close(): Answer<unknown>
}

/** What each file of `sqlite/` and `postgres/` exports. */
export interface ContestantModule {
  /** Opens the database at a file name or a URL. */
  readonly open: (address: string) => Answer<Contestant>
  /** How the library stores a moment in SQLite, for the rows to be put there; ISO 8601 text if not given. */
  readonly storedMoment?: (moment: Date) => string | number
}

export type Answer<T> = T | Promise<T>

/** A library without types for dates or booleans answers with what the database holds. */
type Moment = Date | string | number

export interface User {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly active: boolean | number
  readonly createdAt: Moment
}

export interface Post {
  readonly id: number
  readonly title: string
  readonly body: string
  readonly authorId: number
  readonly createdAt: Moment
}

export interface NestedPost extends Post {
  readonly author: User
  readonly comments: readonly Comment[]
}

export interface Comment extends NewComment {
  readonly id: number
}

export interface NewComment {
  readonly body: string
  readonly postId: number
  readonly authorId: number
}

export const LIST_AFTER = 1000
export const LIST_LENGTH = 100
export const NESTED_LENGTH = 20
