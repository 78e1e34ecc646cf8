import { relations } from 'drizzle-orm'
import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

export const users = pgTable('users', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  email: text().notNull().unique(),
  name: text().notNull(),
  active: boolean().notNull(),
  createdAt: timestamp({ precision: 3, withTimezone: true }).notNull(),
})

export const posts = pgTable('posts', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  title: text().notNull(),
  body: text().notNull(),
  authorId: integer().notNull(),
  createdAt: timestamp({ precision: 3, withTimezone: true }).notNull(),
})

export const comments = pgTable('comments', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
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
