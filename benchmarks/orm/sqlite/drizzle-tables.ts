import { relations } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const users = sqliteTable('users', {
  id: integer().primaryKey(),
  email: text().notNull().unique(),
  name: text().notNull(),
  active: integer({ mode: 'boolean' }).notNull(),
  createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
})

export const posts = sqliteTable('posts', {
  id: integer().primaryKey(),
  title: text().notNull(),
  body: text().notNull(),
  authorId: integer().notNull(),
  createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
})

export const comments = sqliteTable('comments', {
  id: integer().primaryKey(),
  body: text().notNull(),
  postId: integer().notNull(),
  authorId: integer().notNull(),
})

export const postRelations = relations(posts, ({ one, many }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id] }),
  comments: many(comments),
}))

export const commentRelations = relations(comments, ({ one }) => ({
  post: one(posts, { fields: [comments.postId], references: [posts.id] }),
}))
