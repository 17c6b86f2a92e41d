#pragma once

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <microhttpd.h>
#include <stdarg.h>
#include <stdio.h>

// MHD_start_daemon and the MHD_get_*_info functions are variadic, which Swift cannot call.

struct arrester_mhd_logger {
  void (*write)(void *context, const char *line);
  void *context;
};

/// What a daemon is started with. All pointers but `certificate` are needed; they must stay valid until the daemon has stopped.
struct arrester_mhd_start {
  unsigned int flags;
  MHD_socket listener;
  unsigned int threads;
  unsigned int connections;
  unsigned int idle_seconds;
  size_t memory_bytes;
  void *context;
  struct arrester_mhd_logger *logger;
  MHD_AcceptPolicyCallback accept;
  MHD_AccessHandlerCallback handle;
  MHD_RequestCompletedCallback completed;
  MHD_NotifyConnectionCallback notify;
  size_t (*unescape)(void *context, struct MHD_Connection *connection, char *text);
  /// NULL: without TLS.
  gnutls_certificate_retrieve_function2 *certificate;
  const char *priorities;
};

static inline void arrester_mhd_log(void *closure, const char *format, va_list arguments) {
  char line[512];
  struct arrester_mhd_logger *logger = (struct arrester_mhd_logger *)closure;
  vsnprintf(line, sizeof line, format, arguments);
  logger->write(logger->context, line);
}

static inline struct MHD_Daemon *arrester_mhd_start_daemon(const struct arrester_mhd_start *start) {
  struct MHD_OptionItem optional[4] = {{MHD_OPTION_END, 0, NULL}};
  int count = 0;
  // A pool of one thread is refused: that is what a daemon without a pool has.
  if (start->threads > 1) optional[count++] = (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)start->threads, NULL};
  if (start->certificate != NULL) {
    optional[count++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_CERT_CALLBACK, 0, (void *)start->certificate};
    optional[count++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)start->priorities};
  }
  optional[count] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
  return MHD_start_daemon(start->flags, 0, start->accept, start->context, start->handle, start->context,
                          // First, so that what goes wrong with the others is heard of.
                          MHD_OPTION_EXTERNAL_LOGGER, &arrester_mhd_log, start->logger,
                          MHD_OPTION_LISTEN_SOCKET, start->listener,
                          MHD_OPTION_CONNECTION_LIMIT, start->connections,
                          MHD_OPTION_CONNECTION_TIMEOUT, start->idle_seconds,
                          MHD_OPTION_CONNECTION_MEMORY_LIMIT, start->memory_bytes,
                          MHD_OPTION_STRICT_FOR_CLIENT, 1,
                          MHD_OPTION_NOTIFY_COMPLETED, start->completed, start->context,
                          MHD_OPTION_NOTIFY_CONNECTION, start->notify, start->context,
                          MHD_OPTION_UNESCAPE_CALLBACK, start->unescape, start->context,
                          MHD_OPTION_ARRAY, optional,
                          MHD_OPTION_END);
}

static inline int arrester_mhd_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info != NULL ? info->connect_fd : -1;
}

static inline const struct sockaddr *arrester_mhd_peer(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info != NULL ? info->client_addr : NULL;
}

static inline void *arrester_mhd_socket_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info != NULL ? info->socket_context : NULL;
}

static inline size_t arrester_mhd_header_bytes(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return info != NULL ? info->header_size : 0;
}
