package com.example.rivals.web;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the shop would show. */
@RestController
public class ArticlePages {
    private final Articles articles;

    ArticlePages(Articles articles) {
        this.articles = articles;
    }

    @GetMapping("/articles")
    public List<Article> all() {
        return articles.findAll();
    }

    @GetMapping("/articles/{id}")
    public Article one(@PathVariable long id) {
        return articles.findById(id).orElseThrow();
    }
}
