// Checked by tsc (tests/generated.test.ts), never executed: what relations allow, and after `@ts-expect-error` what they
// refuse.
import { Prefetch, prefetchRelatedObjects } from 'orm-runtime'
import { Author, Comment, Post, Profile, Tag, Team } from '../relations/blog-models.ts'

declare const author: Author
declare const post: Post
declare const team: Team
declare const tag: Tag

export const profile: Profile | null = author.profile
export const bio: string | null | undefined = author.profile?.bio
export const mentor: Author | null = author.mentor
export const owner: Author = post.author
export const comment: Comment = post.comments.create({ text: 'a' })
export const made: Comment = post.comments.create({ text: 'a', authorId: 1 })
export const [found, created]: [Tag, boolean] = post.tags.getOrCreate({ name: 'a' })
export const members: Author[] = team.members.filter({ name: 'a' }).toArray()

export async function asynchronous() {
  await team.members.aadd([author, 1])
  await team.members.aremove(author)
  await team.members.aclear()
  await post.tags.aset([tag, 2], { clear: true })
  await post.readers.aadd(author, { throughDefaults: { minutes: 1 }, signal: AbortSignal.timeout(1) })
  const loaded: Profile | null = await author.aload('profile')
  const [first] = await Post.objects.prefetchRelated(
    'comments__author__team',
    new Prefetch('comments', { queryset: Comment.objects.filter({ approved: true }), toAttr: 'latest' }),
    'latest__author',
  )
  const latest: Comment[] | undefined = first?.latest
  const [plain] = await Post.objects.prefetchRelated('tags').filter({ tags__name: 'a' }).fetchMode('peers')
  await Author.objects.selectRelated('profile', 'team').orderBy('name')
  prefetchRelatedObjects([post], ['comments__author'])
  return [loaded, latest, plain?.title]
}

// @ts-expect-error the foreign key of comments is never null
post.comments.remove(1)
// @ts-expect-error nor can they be cleared
post.comments.clear()
// @ts-expect-error nor by the twin
void post.comments.aclear()
// @ts-expect-error an instance of another model
team.members.add(post)
// @ts-expect-error a key of another type
team.members.add('1')
// @ts-expect-error several rows are an array
team.members.set(author)
// @ts-expect-error an option that does not exist
team.members.add(author, { bulks: false })
// @ts-expect-error an instance of another model
post.tags.add(author)
// @ts-expect-error values that a row needs
post.tags.create({})
// @ts-expect-error values that a row needs beside the foreign key
team.members.create({})
// @ts-expect-error a value of another type
post.comments.create({ text: 1 })
// @ts-expect-error there may be none
author.profile.bio
// @ts-expect-error a relation that is none
Post.objects.prefetchRelated('coments')
// @ts-expect-error a column that is no relation
Post.objects.prefetchRelated('title')
// @ts-expect-error a later part that is no relation
Post.objects.prefetchRelated('comments__title')
// @ts-expect-error a last part that is no relation
Post.objects.prefetchRelated('comments__author__name')
// @ts-expect-error a Prefetch of a relation that is none
Post.objects.prefetchRelated(new Prefetch('coments', { toAttr: 'latest' }))
// @ts-expect-error an attribute that no Prefetch adds
Post.objects.prefetchRelated(new Prefetch('comments', { toAttr: 'latest' })).get().last
// @ts-expect-error a fetch mode that does not exist
Post.objects.fetchMode('all')
// @ts-expect-error many rows can't be joined
Post.objects.selectRelated('comments')
// @ts-expect-error many rows are not loaded one by one
void post.aload('tags')
// @ts-expect-error a relation that is none
prefetchRelatedObjects([post], ['coments'])
// @ts-expect-error a manager is no array
post.comments.length
// @ts-expect-error a value of another type behind a many-to-many relation
Post.objects.filter({ tags__name: 1 })
// @ts-expect-error an unknown field behind a many-to-many relation
Post.objects.filter({ tags__title: 'a' })
