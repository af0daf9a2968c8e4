/* Shortest paths in residual networks. See explain/paths.py.
 *
 * An edge 2·a leads along arc a while there is room on it, 2·a + 1 back along it while it carries
 * anything. Each is the other's opposite.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FAR ((int64_t)1 << 60)

typedef struct {
    const int64_t *first; /* cuts `edge` into those that leave each node */
    const int32_t *edge, *tail, *head, *capacity;
    const int64_t *cost, *flow;
} Graph;

static int is_open(const Graph *g, int32_t edge) {
    int32_t arc = edge >> 1;
    return edge & 1 ? g->flow[arc] > 0 : g->flow[arc] < g->capacity[arc];
}

static int32_t end_of(const Graph *g, int32_t edge) { return edge & 1 ? g->tail[edge >> 1] : g->head[edge >> 1]; }

static int64_t points_of(const Graph *g, int32_t edge) { return edge & 1 ? -g->cost[edge >> 1] : g->cost[edge >> 1]; }

/* `first` has nodes + 2 places, of which nodes + 1 are of use. */
void edges_of(int64_t nodes, int64_t arcs, const int32_t *tail, const int32_t *head, int64_t *first, int32_t *edge) {
    memset(first, 0, (size_t)(nodes + 2) * sizeof(int64_t));
    for (int64_t a = 0; a < arcs; a++) {
        first[tail[a] + 2]++;
        first[head[a] + 2]++;
    }
    for (int64_t v = 0; v < nodes; v++) first[v + 2] += first[v + 1];
    for (int64_t a = 0; a < arcs; a++) {
        edge[first[tail[a] + 1]++] = (int32_t)(2 * a);
        edge[first[head[a] + 1]++] = (int32_t)(2 * a + 1);
    }
}

/* Whether following parents from some node never ends. */
static int goes_round(int64_t nodes, const int32_t *parent, int32_t *mark) {
    memset(mark, 0, (size_t)nodes * sizeof(int32_t));
    for (int32_t v = 0; v < nodes; v++) {
        int32_t w = v;
        while (w >= 0 && mark[w] == 0) {
            mark[w] = v + 1;
            w = parent[w];
        }
        if (w >= 0 && mark[w] == v + 1) return 1;
    }
    return 0;
}

/* Shortest distances from the root, or to it; returns 0 where a cycle lowers the cost.
 * `parent`, `mark` and `fresh` are room for one entry a node. */
int64_t sweep(int64_t nodes, const int64_t *first, const int32_t *edge, const int32_t *tail, const int32_t *head,
              const int32_t *capacity, const int64_t *cost, const int64_t *flow, int64_t root, int64_t inward,
              int64_t *far, int32_t *parent, int32_t *mark, int8_t *fresh) {
    Graph g = {first, edge, tail, head, capacity, cost, flow};
    int again = 1, upward = 1;
    for (int64_t v = 0; v < nodes; v++) {
        far[v] = FAR;
        parent[v] = -1;
        fresh[v] = 1;
    }
    far[root] = 0;
    while (again) {
        again = 0;
        for (int64_t i = 0; i < nodes; i++) {
            int64_t v = upward ? i : nodes - 1 - i;
            if (!fresh[v]) continue;
            fresh[v] = 0;
            for (int64_t p = first[v]; p < first[v + 1]; p++) {
                int32_t e = inward ? edge[p] ^ 1 : edge[p], w = end_of(&g, edge[p]);
                if (!is_open(&g, e)) continue;
                int64_t d = far[v] + points_of(&g, e);
                if (d < far[w]) {
                    far[w] = d;
                    parent[w] = (int32_t)v;
                    fresh[w] = 1;
                    again = 1;
                }
            }
        }
        if (again && goes_round(nodes, parent, mark)) return 0;
        upward = !upward;
    }
    return far[root] == 0;
}

/* Mark the nodes that have a way to `target` over open edges of arcs that are not closed. */
void able_to_reach(int64_t nodes, const int64_t *first, const int32_t *edge, const int32_t *tail, const int32_t *head,
                   const int32_t *capacity, const int64_t *cost, const int64_t *flow, const int8_t *closed,
                   int64_t target, int8_t *reach, int32_t *stack) {
    Graph g = {first, edge, tail, head, capacity, cost, flow};
    int64_t size = 0;
    memset(reach, 0, (size_t)nodes);
    reach[target] = 1;
    stack[size++] = (int32_t)target;
    while (size > 0) {
        int32_t v = stack[--size];
        for (int64_t p = first[v]; p < first[v + 1]; p++) {
            int32_t w = end_of(&g, edge[p]), e = edge[p] ^ 1;
            if (reach[w] || closed[e >> 1] || !is_open(&g, e)) continue;
            reach[w] = 1;
            stack[size++] = w;
        }
    }
}

/* ---- searches between nodes ---------------------------------------------------------------- */

/* The open edges alone, side by side with where they lead and what they cost: a search looks at
 * thousands of them. */
typedef struct {
    const int64_t *first;
    const int32_t *edge, *to;
    const int64_t *points;
} Open;

/* Pick the open edges out; returns how many. */
int64_t open_edges(int64_t nodes, const int64_t *first, const int32_t *edge, const int32_t *tail, const int32_t *head,
                   const int32_t *capacity, const int64_t *cost, const int64_t *flow, int64_t *begin, int32_t *open,
                   int32_t *to, int64_t *points) {
    Graph g = {first, edge, tail, head, capacity, cost, flow};
    int64_t n = 0;
    for (int64_t v = 0; v < nodes; v++) {
        begin[v] = n;
        for (int64_t p = first[v]; p < first[v + 1]; p++) {
            if (!is_open(&g, edge[p])) continue;
            open[n] = edge[p];
            to[n] = end_of(&g, edge[p]);
            points[n++] = points_of(&g, edge[p]);
        }
    }
    begin[nodes] = n;
    return n;
}

typedef struct {
    int64_t ahead, minus, node;
} Item;

typedef struct {
    Item *item;
    int64_t size, room;
} Heap;

static int before(const Item *a, const Item *b) {
    if (a->ahead != b->ahead) return a->ahead < b->ahead;
    if (a->minus != b->minus) return a->minus < b->minus;
    return a->node < b->node;
}

static void heap_push(Heap *h, Item item) {
    if (h->size == h->room) {
        h->room = h->room ? 2 * h->room : 256;
        h->item = realloc(h->item, (size_t)h->room * sizeof(Item));
        if (!h->item) abort();
    }
    int64_t at = h->size++;
    for (; at > 0 && before(&item, &h->item[(at - 1) / 2]); at = (at - 1) / 2) h->item[at] = h->item[(at - 1) / 2];
    h->item[at] = item;
}

static Item heap_pop(Heap *h) {
    Item top = h->item[0], last = h->item[--h->size];
    int64_t at = 0;
    for (;;) {
        int64_t child = 2 * at + 1;
        if (child >= h->size) break;
        if (child + 1 < h->size && before(&h->item[child + 1], &h->item[child])) child++;
        if (!before(&h->item[child], &last)) break;
        h->item[at] = h->item[child];
        at = child;
    }
    h->item[at] = last;
    return top;
}

typedef struct {
    int64_t *best; /* these three hold where `mark` is `stamp` */
    int32_t *via, *mark;
    int32_t stamp;
} Labels;

static int among(const int32_t *edges, int64_t count, int32_t edge) {
    for (int64_t i = 0; i < count; i++)
        if (edges[i] == edge) return 1;
    return 0;
}

static int64_t ahead_of(const int64_t *out, const int64_t *back, int64_t v, int64_t target) {
    int64_t a = out[target] - out[v], b = back[v] - back[target];
    return a > b ? a : b;
}

/* The length of the shortest path, or `limit` where none is shorter: A* search, for the distances
 * from the root (`out`) and to it (`back`) bound what lies ahead. */
static int64_t search(const Open *g, const int64_t *out, const int64_t *back, const int64_t *sources,
                      const int64_t *starts, int64_t count, int64_t target, const int32_t *closed, int64_t shut,
                      int64_t limit, Labels *l, Heap *h) {
    h->size = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t v = sources[i], d = starts[i];
        if (l->mark[v] == l->stamp && d >= l->best[v]) continue;
        l->best[v] = d;
        l->via[v] = -1;
        l->mark[v] = l->stamp;
        heap_push(h, (Item){d + ahead_of(out, back, v, target), -d, v});
    }
    while (h->size > 0) {
        Item top = heap_pop(h);
        int64_t v = top.node;
        if (top.ahead >= limit) break;
        if (v == target) return top.ahead;
        if (-top.minus > l->best[v]) continue;
        for (int64_t p = g->first[v]; p < g->first[v + 1]; p++) {
            int32_t e = g->edge[p], w = g->to[p];
            int64_t d = -top.minus + g->points[p];
            if (l->mark[w] == l->stamp && l->best[w] <= d) continue;
            int64_t ahead = d + ahead_of(out, back, w, target);
            if (ahead >= limit || among(closed, shut, e)) continue;
            l->best[w] = d;
            l->via[w] = e;
            l->mark[w] = l->stamp;
            heap_push(h, (Item){ahead, -d, w});
        }
    }
    return limit;
}

/* The shortest path from the nearest source to `target`, or `limit`; its edges in order go to `path`,
 * how many to `*length`. `mark` is 0 everywhere. */
int64_t shortest(int64_t nodes, const int64_t *first, const int32_t *edge, const int32_t *to, const int64_t *points,
                 const int32_t *tail, const int32_t *head, const int64_t *out, const int64_t *back,
                 const int64_t *sources, const int64_t *starts, int64_t count, int64_t target, const int32_t *closed,
                 int64_t shut, int64_t limit, int64_t *best, int32_t *via, int32_t *mark, int64_t *path,
                 int64_t *length) {
    Open g = {first, edge, to, points};
    Labels l = {best, via, mark, 1};
    Heap h = {NULL, 0, 0};
    int64_t found = search(&g, out, back, sources, starts, count, target, closed, shut, limit, &l, &h), n = 0;
    free(h.item);
    if (found < limit)
        for (int64_t at = target; via[at] >= 0 && n < nodes; n++) {
            path[n] = via[at];
            at = via[at] & 1 ? head[via[at] >> 1] : tail[via[at] >> 1];
        }
    for (int64_t i = 0; i < n / 2; i++) {
        int64_t swap = path[i];
        path[i] = path[n - 1 - i];
        path[n - 1 - i] = swap;
    }
    *length = n;
    return found;
}

/* Shortest distances of many pairs of nodes. No way is longer than the one by the root. */
void between(const int64_t *first, const int32_t *edge, const int32_t *to, const int64_t *points, const int64_t *out,
             const int64_t *back, const int64_t *origin, const int64_t *target, int64_t pairs, int64_t *best,
             int32_t *via, int32_t *mark, int64_t *found) {
    Open g = {first, edge, to, points};
    Labels l = {best, via, mark, 0};
    Heap h = {NULL, 0, 0};
    int64_t start = 0;
    for (int64_t i = 0; i < pairs; i++) {
        int64_t u = origin[i], v = target[i];
        found[i] = back[u] + out[v];
        if (ahead_of(out, back, u, v) >= found[i]) continue;
        l.stamp = (int32_t)(i + 1);
        found[i] = search(&g, out, back, &origin[i], &start, 1, v, NULL, 0, found[i], &l, &h);
    }
    free(h.item);
}
