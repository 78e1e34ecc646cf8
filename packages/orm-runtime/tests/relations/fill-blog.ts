import { aatomic } from 'orm-runtime'
import { Author, Comment, Post, Profile, Reading, Tag, Team } from './blog-models.ts'

/**
 * The same rows before each test. Authors 1 ann (team 1, profile), 2 ben (team 1, mentor ann), 3 cat (no team, mentor
 * ann, profile without bio); posts 1 and 2 of ann, 3 of ben; comments 1–4 on post 1, 5 on post 2; tags red, green, blue
 * with post 1 red and green, post 2 red; ann follows ben and cat; ben has read post 1 twice and cat once.
 */
export async function fillBlog(): Promise<void> {
  await aatomic(async () => {
    for (const author of await Author.objects.all()) await author.follows.aclear()
    for (const post of await Post.objects.all()) await post.tags.aclear()
    for (const model of [Reading, Comment, Tag, Post, Profile]) await model.objects.all().adelete()
    await Author.objects.all().aupdate({ mentorId: null })
    for (const model of [Author, Team]) await model.objects.all().adelete()
    await Team.objects.abulkCreate([
      { id: 1, name: 'news' },
      { id: 2, name: 'sport' },
    ])
    const ann = await Author.objects.acreate({ id: 1, name: 'ann', teamId: 1 })
    const ben = await Author.objects.acreate({ id: 2, name: 'ben', teamId: 1, mentor: ann })
    const cat = await Author.objects.acreate({ id: 3, name: 'cat', mentor: ann })
    await Profile.objects.acreate({ id: 1, bio: 'writes', author: ann })
    await Profile.objects.acreate({ id: 2, author: cat })
    const first = await Post.objects.acreate({ id: 1, title: 'one', stars: 5, author: ann })
    const second = await Post.objects.acreate({ id: 2, title: 'two', stars: 3, author: ann })
    await Post.objects.acreate({ id: 3, title: 'three', stars: 1, author: ben })
    await Comment.objects.abulkCreate([
      { id: 1, text: 'good', postId: 1, authorId: 2 },
      { id: 2, text: 'bad', postId: 1, authorId: 3, approved: false },
      { id: 3, text: null, postId: 1 },
      { id: 4, text: 'fine', postId: 1, authorId: 2 },
      { id: 5, text: 'good', postId: 2, authorId: 3, approved: false },
    ])
    const [red, green] = await Tag.objects.abulkCreate([
      { id: 1, name: 'red' },
      { id: 2, name: 'green' },
      { id: 3, name: 'blue' },
    ])
    if (red && green) await first.tags.aadd([red, green])
    if (red) await second.tags.aadd(red)
    await ann.follows.aadd([ben, cat])
    await Reading.objects.abulkCreate([
      { id: 1, postId: 1, authorId: 2, minutes: 4 },
      { id: 2, postId: 1, authorId: 2, minutes: 6 },
      { id: 3, postId: 1, authorId: 3 },
    ])
  })
}
