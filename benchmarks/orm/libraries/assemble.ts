import type { Comment, NestedPost, Post, User } from '../contestant.ts'

/** Posts with their authors by hand, whole rows as every library loads them; the limit is to follow. */
export const AUTHORED = `select p.*, u.email, u.name, u.active, u."createdAt" as "joinedAt"
  from posts p join users u on u.id = p."authorId" order by p.id`

/** A row of `AUTHORED`. */
export interface AuthoredPost extends Post, Pick<User, 'email' | 'name' | 'active'> {
  readonly joinedAt: User['createdAt']
}

/** Posts with their authors and comments, from the rows of two queries. */
export function assemble(posts: readonly AuthoredPost[], comments: readonly Comment[]): NestedPost[] {
  const byPost = new Map<number, Comment[]>(posts.map(({ id }) => [id, []]))
  for (const comment of comments) byPost.get(comment.postId)?.push(comment)
  return posts.map(({ id, title, body, authorId, createdAt, email, name, active, joinedAt }) => ({
    id,
    title,
    body,
    authorId,
    createdAt,
    author: { id: authorId, email, name, active, createdAt: joinedAt },
    comments: byPost.get(id) ?? [],
  }))
}
