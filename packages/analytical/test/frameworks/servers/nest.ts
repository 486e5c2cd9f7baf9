import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
  type INestApplication,
  Module,
  Req,
  Res,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Request, Response } from 'express'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { tracking as expressTracking } from '../../../src/frameworks/express.ts'
import { tracking as fastifyTracking } from '../../../src/frameworks/fastify.ts'
import { nodeHeader, originOf, type Running, type Served, toldBy } from './site.ts'

type Answering = (request: never, response: never, status: number) => void

/** The pages of a site as a module of Nest. Its decorators are called as functions, as TypeScript runs here as it stands. */
function pagesOf(answer: Answering) {
  class Pages {
    page(request: never, response: never) {
      answer(request, response, 200)
    }
    broken() {
      throw new Error('no database')
    }
  }
  const methods = Object.getOwnPropertyDescriptors(Pages.prototype)
  Controller()(Pages)
  Get(['/', '/people/:id'])(Pages.prototype, 'page', methods.page)
  Req()(Pages.prototype, 'page', 0)
  Res()(Pages.prototype, 'page', 1)
  Get('/broken')(Pages.prototype, 'broken', methods.broken)

  class Board {}
  Module({ controllers: [Pages] })(Board)

  class Errors implements ExceptionFilter {
    catch(error: unknown, host: ArgumentsHost) {
      const http = host.switchToHttp()
      answer(http.getRequest(), http.getResponse(), error instanceof HttpException ? error.getStatus() : 500)
    }
  }
  Catch()(Errors)
  return { module: Board, errors: new Errors() }
}

async function running(app: INestApplication): Promise<Running> {
  await app.listen(0, '127.0.0.1')
  return { origin: originOf(app.getHttpServer()), isHttp2: false, close: () => app.close() }
}

const onExpress: Served = {
  name: 'Nest 11 on Express',
  hasTrustRule: true,
  async serve(site) {
    const { kit, options } = toldBy<[Request, Response]>(site, nodeHeader)
    const { module, errors } = pagesOf((request: Request, response: Response, status) => {
      const set = (name: string, value: string) => response.set(name, value)
      response.status(status).send(site.answer({ header: nodeHeader(request), view: response.locals.analytical, set }))
    })
    const app = await NestFactory.create<NestExpressApplication>(module, new ExpressAdapter(), { logger: false })
    app.set('trust proxy', site.behindProxy ? 'loopback' : false)
    app.use(expressTracking(kit, options))
    app.useGlobalFilters(errors)
    return running(app)
  },
}

const onFastify: Served = {
  name: 'Nest 11 on Fastify',
  hasTrustRule: true,
  async serve(site) {
    const { kit, options } = toldBy<[FastifyRequest, FastifyReply]>(site, nodeHeader)
    const { module, errors } = pagesOf((request: FastifyRequest, reply: FastifyReply, status) => {
      const set = (name: string, value: string) => reply.header(name, value)
      const html = site.answer({ header: nodeHeader(request), view: request.analytical, set })
      reply.status(status).type('text/html').send(html)
    })
    const adapter = new FastifyAdapter({ trustProxy: site.behindProxy ? 'loopback' : false })
    const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false })
    // Nest has a Fastify of its own, of a minor version whose types differ.
    await app.register(fastifyTracking(kit, options) as never)
    app.useGlobalFilters(errors)
    return running(app)
  },
}

export const nest = [onExpress, onFastify]
