package com.example.rivals.web;

import org.springframework.data.jpa.repository.JpaRepository;

/** The articles in the database. */
public interface Articles extends JpaRepository<Article, Long> {}
