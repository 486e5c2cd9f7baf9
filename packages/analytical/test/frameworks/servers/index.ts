import { express } from './express.ts'
import { fastify } from './fastify.ts'
import { hono } from './hono.ts'
import { koa } from './koa.ts'
import { nest } from './nest.ts'
import { node } from './node.ts'

/** Every framework that has an adapter, over each protocol and in each version that it works with. */
export const frameworks = [...express, ...fastify, ...koa, ...hono, ...node, ...nest]
